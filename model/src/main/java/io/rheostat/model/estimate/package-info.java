/// The rolling view of one workload that the estimate stage keeps and the plan stage reads.
@NullMarked
package io.rheostat.model.estimate;

import org.jspecify.annotations.NullMarked;
