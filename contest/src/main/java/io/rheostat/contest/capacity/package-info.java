/// Capacity of replicas: traffic for a given number of them, and the sustainable rate of one.
@NullMarked
package io.rheostat.contest.capacity;

import org.jspecify.annotations.NullMarked;
