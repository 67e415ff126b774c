/// Autoscalers made for inference services.
@NullMarked
package io.rheostat.contest.baseline.inference;

import org.jspecify.annotations.NullMarked;
