@NullMarked
package io.rheostat.app.ingest;

import org.jspecify.annotations.NullMarked;
