/// What arrives from metric pages and alerts, already matched to its workload.
@NullMarked
package io.rheostat.model.signal;

import org.jspecify.annotations.NullMarked;
