/// View of a service as its autoscaler has it: metrics, their windows, and replicas.
@NullMarked
package io.rheostat.contest.baseline.service;

import org.jspecify.annotations.NullMarked;
