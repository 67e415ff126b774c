/// Host of the pure folds on Kafka Streams: processors only translate between records and events.
@NullMarked
package io.rheostat.streams;

import org.jspecify.annotations.NullMarked;
