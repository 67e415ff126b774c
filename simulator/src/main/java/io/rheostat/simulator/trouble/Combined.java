package io.rheostat.simulator.trouble;

import io.rheostat.model.command.Observed;
import io.rheostat.model.log.Declaration;
import io.rheostat.simulator.policy.ServiceView;
import io.rheostat.simulator.world.JournalEntry;
import io.rheostat.simulator.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Several troubles of one run; the output of one is given to the next.
///
/// @param parts in order
public record Combined(List<Interference> parts) implements Interference {
  public Combined {
    parts = List.copyOf(parts);
  }

  @Override
  public void act(World world) {
    parts.forEach(part -> part.act(world));
  }

  @Override
  public List<ArrivingRecord> metrics(List<ArrivingRecord> sent, Instant now) {
    List<ArrivingRecord> left = sent;
    for (Interference part : parts) {
      left = part.metrics(left, now);
    }
    return left;
  }

  @Override
  public ServiceView view(ServiceView view) {
    ServiceView left = view;
    for (Interference part : parts) {
      left = part.view(left);
    }
    return left;
  }

  @Override
  public Optional<Observed> observed(Observed observed, Instant now) {
    Optional<Observed> left = Optional.of(observed);
    for (Interference part : parts) {
      left = left.flatMap(seen -> part.observed(seen, now));
    }
    return left;
  }

  @Override
  public Optional<String> refusal(String workload, String placement, Instant now) {
    return parts.stream()
        .flatMap(part -> part.refusal(workload, placement, now).stream())
        .findFirst();
  }

  @Override
  public boolean runs(Instant now) {
    return parts.stream().allMatch(part -> part.runs(now));
  }

  @Override
  public boolean restarts(Instant now) {
    return parts.stream().anyMatch(part -> part.restarts(now));
  }

  @Override
  public List<Declaration.Change> declares(World world) {
    List<Declaration.Change> changes = new ArrayList<>();
    parts.forEach(part -> changes.addAll(part.declares(world)));
    return changes;
  }

  @Override
  public boolean made(JournalEntry entry) {
    return parts.stream().anyMatch(part -> part.made(entry));
  }
}
