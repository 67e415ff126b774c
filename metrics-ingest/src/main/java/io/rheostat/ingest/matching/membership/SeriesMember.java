package io.rheostat.ingest.matching.membership;

import java.util.Optional;

/// Membership of a pod or another object in a workload.
///
/// @param key identity of the member
/// @param workload its workload
/// @param placement of the member, when the source knows it
public record SeriesMember(MemberKey key, String workload, Optional<String> placement) {}
