/// The estimate stage: from readings of replicas to the rolling view of a workload.
@NullMarked
package io.rheostat.core.estimate;

import org.jspecify.annotations.NullMarked;
