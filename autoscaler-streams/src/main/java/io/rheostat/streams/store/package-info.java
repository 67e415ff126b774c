/// Storage of a fold's state: envelopes, snapshots and what was sent.
@NullMarked
package io.rheostat.streams.store;

import org.jspecify.annotations.NullMarked;
