package io.rheostat.core.estimate;

import io.rheostat.core.stage.EventRouter;
import io.rheostat.core.stage.Route;
import io.rheostat.model.command.Observed;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.signal.Alert;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.ReplicaGone;
import java.util.Optional;

/// Routing of the workload log: each event to its workload, ticks to all.
final class WorkloadEventRouter implements EventRouter<WorkloadEvent> {
  @Override
  public Route route(WorkloadEvent event) {
    return switch (event) {
      case WorkloadEvent.Measured(Reading reading) -> new Route.One(reading.workload());
      case WorkloadEvent.Left(ReplicaGone gone) -> new Route.One(gone.workload());
      case WorkloadEvent.Alerted(Alert alert) -> new Route.One(alert.workload());
      case WorkloadEvent.Observation(Observed observed) -> new Route.One(observed.workload());
      case WorkloadEvent.Tick() -> new Route.All();
      case WorkloadEvent.Declared(Declaration declaration) ->
          switch (declaration.change()) {
            case Declaration.Change.OfWorkload(Workload workload, Optional<String> _) ->
                new Route.One(workload.name());
            case Declaration.Change.WorkloadWithdrawn(String workload) -> new Route.One(workload);
            case Declaration.Change.OfProfile _ -> new Route.All();
            case Declaration.Change.OfDevice _,
                Declaration.Change.OfPool _,
                Declaration.Change.DeviceWithdrawn _,
                Declaration.Change.PoolWithdrawn _,
                Declaration.Change.Freeze _,
                Declaration.Change.Unfreeze _,
                Declaration.Change.Answered _ ->
                new Route.None();
          };
    };
  }

  @Override
  public Optional<Declaration> declaration(WorkloadEvent event) {
    return event instanceof WorkloadEvent.Declared(Declaration declaration)
        ? Optional.of(declaration)
        : Optional.empty();
  }

  @Override
  public boolean isTick(WorkloadEvent event) {
    return event instanceof WorkloadEvent.Tick;
  }
}
