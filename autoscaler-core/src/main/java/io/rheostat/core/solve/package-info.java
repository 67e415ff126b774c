/// Choice of one option for each workload of a pool: a multiple-choice knapsack under devices,
/// power and budget.
@NullMarked
package io.rheostat.core.solve;

import org.jspecify.annotations.NullMarked;
