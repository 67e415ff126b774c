package io.rheostat.app.testing;

import io.rheostat.config.settings.Configuration;
import io.rheostat.core.estimate.EstimateEffect;
import io.rheostat.core.estimate.EstimateStage;
import io.rheostat.core.stage.Ledger;
import io.rheostat.core.stage.PartitionFold;
import io.rheostat.core.workload.WorkloadState;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.resource.Device;
import io.rheostat.model.signal.Reading;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The estimate stage in one partition.
public final class EstimateFold {
  private final PartitionFold<WorkloadState, WorkloadEvent, EstimateEffect> fold =
      new PartitionFold<>(new EstimateStage(), _ -> true);
  private final List<EstimateEffect> effects = new ArrayList<>();

  private final Instant start;

  public EstimateFold(Configuration declared, Instant start) {
    this.start = start;
    for (Device device : declared.fleet().devices().values()) {
      declare(new Declaration.Change.OfDevice(device));
    }
    for (Pool pool : declared.fleet().pools().values()) {
      declare(new Declaration.Change.OfPool(pool));
    }
    for (Workload workload : declared.fleet().workloads().values()) {
      declare(new Declaration.Change.OfWorkload(workload, Optional.empty()));
    }
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
    fold.accept(
        event,
        at,
        new Ledger<>() {
          @Override
          public boolean applied(String key) {
            return false;
          }

          @Override
          public void failed(String key, RuntimeException bug) {
            throw bug;
          }

          @Override
          public void stepped(
              String key, WorkloadState before, WorkloadState after, List<EstimateEffect> out) {
            effects.addAll(out);
          }
        });
  }
}
