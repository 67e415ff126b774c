package io.rheostat.config.load;

import io.rheostat.config.auto.AutoPlacements;
import io.rheostat.config.auto.PlacementSizer;
import io.rheostat.config.catalogue.CatalogueDevice;
import io.rheostat.config.catalogue.DeviceCatalogue;
import io.rheostat.config.check.ConfigurationChecks;
import io.rheostat.config.read.Declarations;
import io.rheostat.config.read.FleetReader;
import io.rheostat.config.read.IngestReader;
import io.rheostat.config.read.PageReader;
import io.rheostat.config.read.ScrapeJobReader;
import io.rheostat.config.read.SignalReader;
import io.rheostat.config.read.WorkloadReader;
import io.rheostat.config.settings.Configuration;
import io.rheostat.config.settings.Ingest;
import io.rheostat.config.settings.JobDiscovery;
import io.rheostat.config.settings.Page;
import io.rheostat.config.settings.ScrapeJob;
import io.rheostat.config.settings.SignalPreset;
import io.rheostat.config.yaml.ConfigException;
import io.rheostat.config.yaml.ConfigFiles;
import io.rheostat.config.yaml.Document;
import io.rheostat.config.yaml.Problem;
import io.rheostat.config.yaml.Problems;
import io.rheostat.config.yaml.Value;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;

/// Loader of a configuration folder, with checks of it as a whole: one run reports every problem
/// with its file, line and key.
///
/// A folder holds `fleet/*.yaml` (Device, Pool, Workload, JobDiscovery), `signals/*.yaml`
/// (SignalPreset) and, when something is scraped, `scrape.yaml` (ScrapeJob); `ingest.yaml` (one
/// Ingest) changes the intake over HTTP, `page.yaml` (one Page) the address of the page. A file may
/// hold several documents.
public final class ConfigLoader {
  private final Path directory;
  private final Problems problems = new Problems();
  private final Declarations declarations;
  private final PlacementSizer sizer;

  /// A configuration and where it stands.
  ///
  /// @param places file of each document, as problems name it, under `kind/name`
  record Loaded(Configuration configuration, SortedMap<String, Path> places) {}

  private ConfigLoader(Path directory, ConfigFiles files, PlacementSizer sizer) {
    this.directory = directory;
    this.sizer = sizer;
    declarations = new Declarations(problems, files);
  }

  /// Loads files read before.
  ///
  /// @throws ConfigException with all problems, when there is any
  static Loaded load(Path directory, Path signalsDirectory, ConfigFiles files, PlacementSizer sizer)
      throws ConfigException {
    ConfigLoader loader = new ConfigLoader(directory.toAbsolutePath().normalize(), files, sizer);
    Configuration configuration = loader.read(signalsDirectory.toAbsolutePath().normalize());
    return new Loaded(configuration, loader.declarations.places());
  }

  /// Loads a folder with its own `signals`.
  ///
  /// @throws ConfigException with all problems, when there is any
  public static Configuration load(Path directory) throws ConfigException {
    return load(directory, directory.resolve("signals"));
  }

  /// Loads a folder, such as a scenario's, with signal presets from another folder.
  ///
  /// @param directory holds `fleet` and perhaps `scrape.yaml`
  /// @param signalsDirectory holds the presets' files
  /// @throws ConfigException with all problems, when there is any
  public static Configuration load(Path directory, Path signalsDirectory) throws ConfigException {
    return load(directory, signalsDirectory, PlacementSizer.NONE);
  }

  /// Loads a folder with placements that are not listed made by a sizer.
  ///
  /// @param directory holds `fleet` and perhaps `scrape.yaml`
  /// @param signalsDirectory holds the presets' files
  /// @throws ConfigException with all problems, when there is any
  public static Configuration load(Path directory, Path signalsDirectory, PlacementSizer sizer)
      throws ConfigException {
    return load(directory, signalsDirectory, ConfigFiles.DISK, sizer).configuration();
  }

  private Configuration read(Path signals) throws ConfigException {
    List<String> fleetKinds =
        List.of(
            Declarations.DEVICE,
            Declarations.POOL,
            Declarations.WORKLOAD,
            Declarations.JOB_DISCOVERY);
    if (!declarations.readFolder(directory.resolve("fleet"), directory, fleetKinds)) {
      String what = "no .yaml file is in " + directory.resolve("fleet") + ".";
      String remedy = "Declare devices, pools and workloads there.";
      problems.add(new Problem(Path.of("fleet"), 1, "", what, remedy));
    }
    Path signalsRoot = signals.resolveSibling("");
    declarations.readFolder(signals, signalsRoot, List.of(Declarations.PRESET));
    declarations.readFile(directory.resolve("scrape.yaml"), directory, List.of(Declarations.JOB));
    declarations.readFile(
        directory.resolve("ingest.yaml"), directory, List.of(Declarations.INGEST));
    declarations.readFile(directory.resolve("page.yaml"), directory, List.of(Declarations.PAGE));
    Configuration configuration = build();
    ConfigurationChecks.run(configuration, declarations, problems);
    problems.throwIfAny();
    return configuration;
  }

  private Configuration build() {
    SortedMap<String, Device> devices =
        all(Declarations.DEVICE, document -> attempt(document, FleetReader::device));
    SortedMap<String, Pool> pools =
        all(Declarations.POOL, document -> attempt(document, FleetReader::pool));
    pools.values().forEach(pool -> addListed(pool, devices));
    WorkloadReader workloadReader =
        new WorkloadReader(directory, problems, new AutoPlacements(sizer, devices, pools));
    SortedMap<String, Workload> workloads = all(Declarations.WORKLOAD, workloadReader::read);
    SortedMap<String, SignalPreset> presets =
        all(Declarations.PRESET, document -> attempt(document, SignalReader::preset));
    ScrapeJobReader jobReader = new ScrapeJobReader(directory, problems);
    SortedMap<String, ScrapeJob> jobs = all(Declarations.JOB, jobReader::read);
    return new Configuration(
        new Fleet(devices, pools, workloads),
        presets,
        new ArrayList<>(jobs.values()),
        only(Declarations.INGEST)
            .flatMap(document -> new IngestReader(document, directory, problems).read())
            .orElse(Ingest.DEFAULT),
        only(Declarations.PAGE)
            .flatMap(document -> new PageReader(document, directory, problems).read())
            .orElse(Page.DEFAULT),
        List.copyOf(
            all(Declarations.JOB_DISCOVERY, document -> attempt(document, ConfigLoader::discovery))
                .values()));
  }

  private static JobDiscovery discovery(Document document) {
    Value.Branch where = document.spec().branch("kubernetes");
    return new JobDiscovery(
        document.name(),
        where.text("kind"),
        where.findText("context"),
        where.text("namespace"),
        where.duration("refresh"));
  }

  /// Adds devices of the catalogue that a pool has and no document declares.
  private void addListed(Pool pool, SortedMap<String, Device> devices) {
    SortedSet<String> written = declarations.names(Declarations.DEVICE);
    for (String name : pool.devices().keySet()) {
      if (!written.contains(name)) {
        DeviceCatalogue.find(name)
            .flatMap(CatalogueDevice::priced)
            .ifPresent(device -> devices.put(name, device));
      }
    }
  }

  /// Returns the only document of a kind; a second one is a problem.
  private Optional<Document> only(String kind) {
    List<Document> written = List.copyOf(declarations.of(kind).values());
    for (Document other : written.subList(Math.min(1, written.size()), written.size())) {
      String what = kind + " is declared twice, first in " + written.getFirst().place("") + ".";
      problems.add(other.problem("kind", what, "Keep one document."));
    }
    return written.stream().findFirst();
  }

  private <T> Optional<T> attempt(Document document, Function<Document, T> reader) {
    return problems.attempt(document, "spec", () -> reader.apply(document));
  }

  private <T> SortedMap<String, T> all(String kind, Function<Document, Optional<T>> reader) {
    SortedMap<String, T> values = new TreeMap<>();
    declarations
        .of(kind)
        .forEach(
            (name, document) -> reader.apply(document).ifPresent(value -> values.put(name, value)));
    return values;
  }
}
