/// Kafka data model: names and settings of the topics, the protobuf contract and its codecs.
@NullMarked
package io.rheostat.topics;

import org.jspecify.annotations.NullMarked;
