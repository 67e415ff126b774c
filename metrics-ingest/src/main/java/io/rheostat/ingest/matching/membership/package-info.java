/// Membership of pods and series in workloads.
@NullMarked
package io.rheostat.ingest.matching.membership;

import org.jspecify.annotations.NullMarked;
