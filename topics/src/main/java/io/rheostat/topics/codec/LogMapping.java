package io.rheostat.topics.codec;

import io.rheostat.model.command.Observed;
import io.rheostat.model.command.Outcome;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.model.log.Released;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.signal.Alert;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.ReplicaGone;
import io.rheostat.topics.mapping.AllocationMapping;
import io.rheostat.topics.mapping.DeclarationMapping;
import io.rheostat.topics.mapping.Decoding;
import io.rheostat.topics.mapping.EstimateMapping;
import io.rheostat.topics.mapping.OutcomeMapping;
import io.rheostat.topics.mapping.SignalMapping;
import io.rheostat.topics.proto.LogProto;

/// Mapping of the events of the two logs.
final class LogMapping {
  private static final LogProto.Tick TICK = LogProto.Tick.getDefaultInstance();

  private LogMapping() {}

  static LogProto.WorkloadEvent encode(WorkloadEvent event) {
    LogProto.WorkloadEvent.Builder builder = LogProto.WorkloadEvent.newBuilder();
    return switch (event) {
      case WorkloadEvent.Measured(Reading reading) ->
          builder.setMeasured(SignalMapping.encode(reading)).build();
      case WorkloadEvent.Left(ReplicaGone gone) ->
          builder.setLeft(SignalMapping.encode(gone)).build();
      case WorkloadEvent.Alerted(Alert alert) ->
          builder.setAlerted(SignalMapping.encode(alert)).build();
      case WorkloadEvent.Declared(Declaration declaration) ->
          builder.setDeclared(DeclarationMapping.encode(declaration)).build();
      case WorkloadEvent.Observation(Observed observed) ->
          builder.setObservation(OutcomeMapping.encode(observed)).build();
      case WorkloadEvent.Tick() -> builder.setTick(TICK).build();
    };
  }

  static WorkloadEvent decode(LogProto.WorkloadEvent event) {
    return switch (event.getEventCase()) {
      case MEASURED -> new WorkloadEvent.Measured(SignalMapping.decode(event.getMeasured()));
      case LEFT -> new WorkloadEvent.Left(SignalMapping.decode(event.getLeft()));
      case ALERTED -> new WorkloadEvent.Alerted(SignalMapping.decode(event.getAlerted()));
      case DECLARED -> new WorkloadEvent.Declared(DeclarationMapping.decode(event.getDeclared()));
      case OBSERVATION ->
          new WorkloadEvent.Observation(OutcomeMapping.decode(event.getObservation()));
      case TICK -> new WorkloadEvent.Tick();
      case EVENT_NOT_SET -> throw Decoding.missing("event");
    };
  }

  static LogProto.PoolEvent encode(PoolEvent event) {
    LogProto.PoolEvent.Builder builder = LogProto.PoolEvent.newBuilder();
    return switch (event) {
      case PoolEvent.Estimated(Estimate estimate) ->
          builder.setEstimated(EstimateMapping.encode(estimate)).build();
      case PoolEvent.Alerted(String pool, Alert alert) ->
          builder
              .setAlerted(
                  LogProto.PoolAlert.newBuilder()
                      .setPool(pool)
                      .setAlert(SignalMapping.encode(alert)))
              .build();
      case PoolEvent.Concluded(Outcome outcome) ->
          builder.setConcluded(OutcomeMapping.encode(outcome)).build();
      case PoolEvent.Observation(Observed observed) ->
          builder.setObservation(OutcomeMapping.encode(observed)).build();
      case PoolEvent.HandedOver(Released released) ->
          builder.setHandedOver(encode(released)).build();
      case PoolEvent.Declared(Declaration declaration) ->
          builder.setDeclared(DeclarationMapping.encode(declaration)).build();
      case PoolEvent.Tick() -> builder.setTick(TICK).build();
    };
  }

  static PoolEvent decode(LogProto.PoolEvent event) {
    return switch (event.getEventCase()) {
      case ESTIMATED -> new PoolEvent.Estimated(EstimateMapping.decode(event.getEstimated()));
      case ALERTED -> decode(event.getAlerted());
      case CONCLUDED -> new PoolEvent.Concluded(OutcomeMapping.decode(event.getConcluded()));
      case OBSERVATION -> new PoolEvent.Observation(OutcomeMapping.decode(event.getObservation()));
      case HANDED_OVER -> new PoolEvent.HandedOver(decode(event.getHandedOver()));
      case DECLARED -> new PoolEvent.Declared(DeclarationMapping.decode(event.getDeclared()));
      case TICK -> new PoolEvent.Tick();
      case EVENT_NOT_SET -> throw Decoding.missing("event");
    };
  }

  private static PoolEvent.Alerted decode(LogProto.PoolAlert alerted) {
    Decoding.require(alerted.hasAlert(), "alerted.alert");
    return new PoolEvent.Alerted(alerted.getPool(), SignalMapping.decode(alerted.getAlert()));
  }

  private static LogProto.Released encode(Released released) {
    return LogProto.Released.newBuilder()
        .setWorkload(released.workload())
        .setFromPool(released.fromPool())
        .setToPool(released.toPool())
        .setGeneration(AllocationMapping.encode(released.generation()))
        .setRevision(released.revision())
        .build();
  }

  private static Released decode(LogProto.Released released) {
    Decoding.require(released.hasGeneration(), "released.generation");
    return new Released(
        released.getWorkload(),
        released.getFromPool(),
        released.getToPool(),
        AllocationMapping.decode(released.getGeneration()),
        released.getRevision());
  }
}
