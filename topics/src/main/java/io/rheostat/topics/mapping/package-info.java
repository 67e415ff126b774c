/// Mappings between values and their protobuf messages.
@NullMarked
package io.rheostat.topics.mapping;

import org.jspecify.annotations.NullMarked;
