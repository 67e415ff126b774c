/// A Kafka broker inside this process.
@NullMarked
package io.rheostat.app.broker;

import org.jspecify.annotations.NullMarked;
