/// Signals from metric pages and alerts, already matched to their workload.
@NullMarked
package io.rheostat.model.signal;

import org.jspecify.annotations.NullMarked;
