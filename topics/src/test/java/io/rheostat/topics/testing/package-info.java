/// Kafka for tests of several modules.
@NullMarked
package io.rheostat.topics.testing;

import org.jspecify.annotations.NullMarked;
