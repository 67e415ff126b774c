/// Goodput of elastic training jobs: step times and statistical efficiency, learned while they run.
@NullMarked
package io.rheostat.core.training;

import org.jspecify.annotations.NullMarked;
