package io.rheostat.benchmarks.failover;

import io.rheostat.config.ConfigException;
import io.rheostat.config.ConfigLoader;
import io.rheostat.model.fleet.Fleet;
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
record World(
    List<Member> members,
    Fleet fleet,
    Recorder recorder,
    LoadSteps loads,
    Moods moods,
    RecordingTarget target,
    TargetServer server)
    implements AutoCloseable {
  /// Begins it and writes the program's configuration.
  ///
  /// @param folder for `config` and the list of replicas
  static World start(Plan plan, Path folder) throws IOException, ConfigException {
    Random seeds = new Random(plan.seed());
    List<Member> members = Member.of(plan.name());
    Recorder recorder = new Recorder();
    LoadSteps loads = new LoadSteps(members, seeds.nextLong(), recorder.now());
    Moods moods = new Moods(seeds.nextLong());
    RecordingTarget target = new RecordingTarget(members, recorder, loads, moods);
    Path replicas = Files.createDirectories(folder).resolve("replicas.json");
    TargetServer server = TargetServer.start(target, replicas);
    try {
      Path config = folder.resolve("config");
      TrialFolder.write(config, members, server.address(), replicas);
      Fleet fleet = ConfigLoader.load(config).fleet();
      return new World(members, fleet, recorder, loads, moods, target, server);
    } catch (IOException | ConfigException e) {
      server.close();
      throw e;
    }
  }

  List<String> names() {
    return members.stream().map(Member::name).toList();
  }

  /// Returns names of the services in the pool with room for all.
  List<String> roomy() {
    return members.stream().filter(Member::isRoomy).map(Member::name).toList();
  }

  History.Sights sights() {
    Map<String, Double> mostRate = new HashMap<>();
    names().forEach(name -> mostRate.put(name, Member.mostRate()));
    return new History.Sights(
        recorder.calls(), recorder.running(), recorder.pages(), loads.told(), mostRate);
  }

  @Override
  public void close() {
    server.close();
  }
}
