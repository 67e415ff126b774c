/// The plan stage: from estimates of a pool's workloads to decisions and commands.
@NullMarked
package io.rheostat.core.plan;

import org.jspecify.annotations.NullMarked;
