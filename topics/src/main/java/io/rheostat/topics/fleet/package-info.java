/// The fleet topic: declarations by source, one table.
@NullMarked
package io.rheostat.topics.fleet;

import org.jspecify.annotations.NullMarked;
