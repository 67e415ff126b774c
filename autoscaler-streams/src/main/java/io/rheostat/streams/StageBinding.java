package io.rheostat.streams;

import io.rheostat.core.estimate.EstimateEffect;
import io.rheostat.core.estimate.EstimateStage;
import io.rheostat.core.plan.PlanStage;
import io.rheostat.core.plan.decision.PlanEffect;
import io.rheostat.core.pool.PoolState;
import io.rheostat.core.stage.Stage;
import io.rheostat.core.workload.WorkloadState;
import io.rheostat.model.command.Command;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.model.log.Released;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.signal.Alert;
import io.rheostat.streams.store.Output;
import io.rheostat.topics.Topic;
import io.rheostat.topics.codec.CommandCodec;
import io.rheostat.topics.codec.DecisionCodec;
import io.rheostat.topics.codec.PoolEventCodec;
import io.rheostat.topics.codec.WorkloadEventCodec;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/// A stage with the needs of its host: its log, the decoder of its events and the writer of its
/// effects.
///
/// @param name the stage's name in nodes, stores and metrics
/// @param log its input log
/// @param changelog topic of its store
/// @param stage a fresh stage
/// @param decode an event of a record's value
/// @param write the record of an effect; empty for one that is only counted
/// @param count labels of an effect's counter
/// @param workloads names of the workloads known as declared to an aggregate, by its key
public record StageBinding<S, E, X>(
    String name,
    Topic log,
    Topic changelog,
    Supplier<Stage<S, E, X>> stage,
    Function<byte[], E> decode,
    Function<X, Optional<Output>> write,
    Function<X, Counted> count,
    BiFunction<String, S, List<String>> workloads) {
  /// The estimate stage.
  public static final StageBinding<WorkloadState, WorkloadEvent, EstimateEffect> ESTIMATE =
      new StageBinding<>(
          "estimate",
          Topic.WORKLOAD_LOG,
          Topic.ESTIMATE_STATE,
          EstimateStage::new,
          WorkloadEventCodec::decode,
          StageBinding::write,
          StageBinding::count,
          (workload, _) -> List.of(workload));

  /// The plan stage.
  public static final StageBinding<PoolState, PoolEvent, PlanEffect> PLAN =
      new StageBinding<>(
          "plan",
          Topic.POOL_LOG,
          Topic.PLAN_STATE,
          PlanStage::new,
          PoolEventCodec::decode,
          effect -> Optional.of(write(effect)),
          StageBinding::count,
          (_, pool) -> List.copyOf(pool.members().keySet()));

  /// Labels of an effect's counter.
  ///
  /// @param kind `estimate`, `command`, `hold`, …
  /// @param reason an enum's name in lower case, or `none`
  public record Counted(String kind, String reason) {
    static Counted of(String kind) {
      return new Counted(kind, "none");
    }

    static Counted of(String kind, Enum<?> reason) {
      return new Counted(kind, reason.name().toLowerCase(Locale.ROOT));
    }
  }

  private static Optional<Output> write(EstimateEffect effect) {
    return switch (effect) {
      case EstimateEffect.Estimated(Estimate estimate) ->
          Optional.of(
              new Output(
                  Topic.POOL_LOG,
                  estimate.workload(),
                  estimate.pool(),
                  PoolEventCodec.encode(new PoolEvent.Estimated(estimate))));
      case EstimateEffect.Forwarded(String pool, Alert alert) ->
          Optional.of(
              new Output(
                  Topic.POOL_LOG,
                  alert.workload(),
                  pool,
                  PoolEventCodec.encode(new PoolEvent.Alerted(pool, alert))));
      case EstimateEffect.Dropped _ -> Optional.empty();
    };
  }

  private static Counted count(EstimateEffect effect) {
    return switch (effect) {
      case EstimateEffect.Estimated _ -> Counted.of("estimate");
      case EstimateEffect.Forwarded _ -> Counted.of("alert");
      case EstimateEffect.Dropped dropped -> Counted.of("dropped", dropped.reason());
    };
  }

  private static Output write(PlanEffect effect) {
    return switch (effect) {
      case PlanEffect.Decided(Decision decision) ->
          new Output(
              Topic.DECISIONS,
              decision.workload(),
              decision.pool(),
              DecisionCodec.encode(decision));
      case PlanEffect.Issued(Command command) ->
          new Output(
              Topic.COMMANDS, command.workload(), command.pool(), CommandCodec.encode(command));
      case PlanEffect.LetGo(Released released) ->
          new Output(
              Topic.POOL_LOG,
              released.workload(),
              released.toPool(),
              PoolEventCodec.encode(new PoolEvent.HandedOver(released)));
    };
  }

  private static Counted count(PlanEffect effect) {
    return switch (effect) {
      case PlanEffect.Decided(Decision.Hold hold) -> Counted.of("hold", hold.reason());
      case PlanEffect.Decided(Decision.Resize _) -> Counted.of("resize");
      case PlanEffect.Decided(Decision.NoData _) -> Counted.of("no_data");
      case PlanEffect.Decided(Decision.Proposal _) -> Counted.of("proposal");
      case PlanEffect.Decided(Decision.Shadow _) -> Counted.of("shadow");
      case PlanEffect.Decided(Decision.Request request) -> Counted.of("request", request.asked());
      case PlanEffect.Issued _ -> Counted.of("command");
      case PlanEffect.LetGo _ -> Counted.of("released");
    };
  }
}
