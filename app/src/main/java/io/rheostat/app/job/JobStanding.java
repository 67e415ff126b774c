package io.rheostat.app.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Standing of one training job.
///
/// @param name of the job
/// @param pool it shares
/// @param state of the job
/// @param allocation its devices, such as `4 × a100`; empty for none
/// @param progressShare work done, 0..1
/// @param start expected start of a queued job; empty while unknown
/// @param finish expected end; empty for an ended job, or while unknown
/// @param reason of its last decision
/// @param warnings of what a person should know, a sentence each without its subject
public record JobStanding(
    String name,
    String pool,
    JobState state,
    String allocation,
    double progressShare,
    Optional<Span> start,
    Optional<Span> finish,
    String reason,
    List<String> warnings) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public JobStanding {
    warnings = List.copyOf(warnings);
  }

  /// Interval that a time is expected in.
  public record Span(Instant earliest, Instant latest) {}

  /// Returns the same standing with an expected start.
  JobStanding withStart(Span expected) {
    return new JobStanding(
        name,
        pool,
        state,
        allocation,
        progressShare,
        Optional.of(expected),
        finish,
        reason,
        warnings);
  }

  /// Returns the standing as JSON.
  public ObjectNode json() {
    ObjectNode node =
        JSON.createObjectNode()
            .put("name", name)
            .put("pool", pool)
            .put("state", state.words())
            .put("allocation", allocation)
            .put("progressShare", progressShare)
            .put("reason", reason);
    add(node, "expectedStart", start);
    add(node, "expectedFinish", finish);
    if (!warnings.isEmpty()) {
      warnings.forEach(node.putArray("warnings")::add);
    }
    return node;
  }

  private static void add(ObjectNode node, String key, Optional<Span> span) {
    span.ifPresent(
        one ->
            node.putObject(key)
                .put("earliest", one.earliest().toString())
                .put("latest", one.latest().toString()));
  }
}
