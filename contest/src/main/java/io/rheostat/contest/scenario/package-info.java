/// Policies side by side on simulated services: scenarios as trials, traces from files, policies by
/// name.
@NullMarked
package io.rheostat.contest.scenario;

import org.jspecify.annotations.NullMarked;
