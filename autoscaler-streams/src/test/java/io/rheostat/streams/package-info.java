/// Tests of the Kafka Streams host.
@NullMarked
package io.rheostat.streams;

import org.jspecify.annotations.NullMarked;
