/// Learning and estimates of training jobs, below the estimate stage.
@NullMarked
package io.rheostat.core.estimate.training;

import org.jspecify.annotations.NullMarked;
