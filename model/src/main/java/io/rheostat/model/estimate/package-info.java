/// Rolling estimate of one workload, kept by the estimate stage and read by the plan stage.
@NullMarked
package io.rheostat.model.estimate;

import org.jspecify.annotations.NullMarked;
