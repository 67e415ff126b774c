package io.rheostat.verification.failover;

import io.rheostat.config.load.ConfigLoader;
import io.rheostat.config.yaml.ConfigException;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.verification.failover.endpoint.LoadSteps;
import io.rheostat.verification.failover.endpoint.RecordingTarget;
import io.rheostat.verification.failover.endpoint.TargetBehaviour;
import io.rheostat.verification.failover.endpoint.TargetServer;
import io.rheostat.verification.failover.endpoint.TrialServices;
import io.rheostat.verification.failover.history.History;
import io.rheostat.verification.failover.history.Recorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Everything around the program and outliving it: services with their load, the targets resizing
/// them, and the recorder of events there.
///
/// @param fleet as declared to the program
record FailoverWorld(
    List<TrialServices> members,
    Fleet fleet,
    Recorder recorder,
    LoadSteps loads,
    TargetBehaviour moods,
    RecordingTarget target,
    TargetServer server)
    implements AutoCloseable {
  /// Begins it and writes the program's configuration.
  ///
  /// @param folder for `config` and the list of replicas
  static FailoverWorld start(TrialPlan plan, Path folder) throws IOException, ConfigException {
    Random seeds = new Random(plan.seed());
    List<TrialServices> members = TrialServices.of(plan.name());
    Recorder recorder = new Recorder();
    LoadSteps loads = new LoadSteps(members, seeds.nextLong(), recorder.now());
    TargetBehaviour moods = new TargetBehaviour(seeds.nextLong());
    RecordingTarget target = new RecordingTarget(members, recorder, loads, moods);
    Path replicas = Files.createDirectories(folder).resolve("replicas.json");
    TargetServer server = TargetServer.start(target, replicas);
    try {
      Path config = folder.resolve("config");
      TrialFolder.write(config, members, server.address(), replicas);
      Fleet fleet = ConfigLoader.load(config).fleet();
      return new FailoverWorld(members, fleet, recorder, loads, moods, target, server);
    } catch (IOException | ConfigException e) {
      server.close();
      throw e;
    }
  }

  List<String> names() {
    return members.stream().map(TrialServices::name).toList();
  }

  /// Returns names of the services in the pool with room for all.
  List<String> roomy() {
    return members.stream().filter(TrialServices::isRoomy).map(TrialServices::name).toList();
  }

  History.Sights sights() {
    Map<String, Double> mostRate = new HashMap<>();
    names().forEach(name -> mostRate.put(name, TrialServices.mostRate()));
    return new History.Sights(
        recorder.calls(), recorder.running(), recorder.pages(), loads.told(), mostRate);
  }

  @Override
  public void close() {
    server.close();
  }
}
