/// State of the estimate stage for one workload: a root with its models, and its replicas.
@NullMarked
package io.rheostat.core.workload;

import org.jspecify.annotations.NullMarked;
