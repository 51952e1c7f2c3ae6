using System.Globalization;

namespace Mantle.Objects;

/// <summary>What eng/bench says in its environment.</summary>
/// <param name="Rounds">How often the workloads take turns.</param>
/// <param name="Seconds">Length of a workload's turn on one server.</param>
/// <param name="Connections">Keep-alive connections, each with one request at a time.</param>
/// <param name="Keys">Keys of the large bucket.</param>
/// <param name="LongObject">Length of the long object, in MiB.</param>
sealed record Settings(int Rounds, int Seconds, int Connections, int Keys, int LongObject)
{
    public static Settings FromEnvironment() =>
        new(
            Number("BENCH_ROUNDS", 5),
            Number("BENCH_SECONDS", 2),
            Number("BENCH_CONNECTIONS", 32),
            Number("BENCH_KEYS", 1_000_000),
            Number("BENCH_MIB", 1_024)
        );

    static int Number(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : otherwise;
}
