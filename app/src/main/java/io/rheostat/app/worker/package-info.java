/// A simulated inference replica in real time, and a load for several of them: the loop can be
/// watched on one machine without a model.
@NullMarked
package io.rheostat.app.worker;

import org.jspecify.annotations.NullMarked;
