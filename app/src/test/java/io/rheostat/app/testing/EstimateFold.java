package io.rheostat.app.testing;

import io.rheostat.config.settings.Configuration;
import io.rheostat.core.estimate.EstimateEffect;
import io.rheostat.core.estimate.EstimateStage;
import io.rheostat.core.stage.PartitionFold;
import io.rheostat.core.workload.WorkloadState;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.signal.Reading;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// The estimate stage in one partition.
public final class EstimateFold {
  private final PartitionFold<WorkloadState, WorkloadEvent, EstimateEffect> fold =
      new PartitionFold<>(new EstimateStage(), _ -> true);
  private final List<EstimateEffect> effects = new ArrayList<>();

  private final Instant start;

  public EstimateFold(Configuration declared, Instant start) {
    this.start = start;
    Declaration.Change.allOf(declared.fleet()).forEach(this::declare);
  }

  private void declare(Declaration.Change change) {
    accept(new WorkloadEvent.Declared(new Declaration(1, change)), start);
  }

  public void measured(Reading reading, Instant at) {
    accept(new WorkloadEvent.Measured(reading), at);
  }

  public List<EstimateEffect> tick(Instant at) {
    effects.clear();
    accept(new WorkloadEvent.Tick(), at);
    return List.copyOf(effects);
  }

  public String digest() {
    MessageDigest digest = PartitionFold.sha256();
    fold.digest(digest);
    return HexFormat.of().formatHex(digest.digest());
  }

  private void accept(WorkloadEvent event, Instant at) {
    effects.addAll(fold.accept(event, at));
  }
}
