package io.rheostat.ingest.matching;

import java.util.Optional;

/// Says that something belongs to a workload.
///
/// @param key what it is
/// @param workload whose it is
/// @param placement where it runs, when the source knows it
record Member(MemberKey key, String workload, Optional<String> placement) {}
