/// Counterfactuals of a decision: the nearest other price, demand, value or limit, each alone, at
/// which the choice flips.
@NullMarked
package io.rheostat.core.counterfactual;

import org.jspecify.annotations.NullMarked;
