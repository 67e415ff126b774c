package io.rheostat.core.plan;

import io.rheostat.core.stage.EventRouter;
import io.rheostat.core.stage.Route;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.Outcome;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.model.log.Released;
import io.rheostat.model.signal.Alert;
import java.util.Optional;

/// Routing of the pool log: each event to the pool of its workload, ticks and declarations to all.
final class PoolEventRouter implements EventRouter<PoolEvent> {
  @Override
  public Route route(PoolEvent event) {
    return switch (event) {
      case PoolEvent.Estimated(Estimate estimate) -> new Route.One(estimate.pool());
      case PoolEvent.Alerted(String pool, Alert _) -> new Route.One(pool);
      case PoolEvent.Concluded(Outcome outcome) -> new Route.One(outcome.pool());
      case PoolEvent.Observation(Observed observed) -> new Route.One(observed.pool());
      case PoolEvent.HandedOver(Released released) -> new Route.One(released.toPool());
      case PoolEvent.Tick() -> new Route.All();
      case PoolEvent.Declared(Declaration declaration) ->
          declaration.change()
                  instanceof Declaration.Change.OfWorkload(Workload workload, Optional<String> _)
              ? new Route.AllAnd(workload.pool())
              : new Route.All();
    };
  }

  @Override
  public Optional<Declaration> declaration(PoolEvent event) {
    return event instanceof PoolEvent.Declared(Declaration declaration)
        ? Optional.of(declaration)
        : Optional.empty();
  }

  @Override
  public boolean isTick(PoolEvent event) {
    return event instanceof PoolEvent.Tick;
  }
}
