/// One HTTP exchange: its connection, its head, its reply.
@NullMarked
package io.rheostat.ingest.http.exchange;

import org.jspecify.annotations.NullMarked;
