using System.Globalization;
using System.Text.Json;
using Mantle.SigV4;

namespace Mantle.Load;

/// <summary>The options of the command line.</summary>
sealed record LoadOptions
{
    public const string Usage = """
        usage: Mantle.Load WORKLOAD... --credentials FILE [--endpoint URL] [--static URL]
               [--connections N] [--rounds N] [--seconds N] [--requests N]
          WORKLOAD        empty (GET /healthz, unsigned), get-caller-identity, assume-role (a role of five policies,
                          three session tags), get-object (1 KiB), static-file (the same as a file of another
                          server); rates are compared with the first one's
          --credentials   the json that './mantle credentials --format json' prints; only 'empty' does without
          --endpoint      the server; taken from the credentials unless given
          --static        the server of static-file, which has it as /object
          --connections   keep-alive connections, each with one request at a time; default 32
          --rounds        how often the workloads take turns; the medians are printed; default 5
          --seconds       length of a workload's turn; half a second before it is not counted; default 3
          --requests      distinct requests signed beforehand for each workload, played back in a circle; default 100000
        """;

    public required IReadOnlyList<string> Workloads { get; init; }

    public required Uri Endpoint { get; init; }

    public Credentials? Credentials { get; init; }

    /// <summary>The server of static files; null if it is not measured.</summary>
    public Uri? StaticFiles { get; init; }

    public int Connections { get; init; } = 32;

    public int Rounds { get; init; } = 5;

    public double Seconds { get; init; } = 3;

    public int Requests { get; init; } = 100_000;

    public static LoadOptions? Parse(string[] args)
    {
        var workloads = new List<string>();
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
                workloads.Add(args[i]);
            else if (i + 1 < args.Length)
                values[args[i]] = args[++i];
            else
                return null;
        }
        var credentials = values.TryGetValue("--credentials", out var file) ? ReadCredentials(file) : null;
        var endpoint = values.GetValueOrDefault("--endpoint") ?? credentials?.Endpoint;
        if (workloads.Count == 0 || workloads.Except(Workload.Names).Any() || endpoint is null)
            return null;
        if (workloads.Contains(Workload.StaticFile) && !values.ContainsKey("--static"))
            return null;
        if (credentials is null && workloads.Any(w => w is not (Workload.Empty or Workload.StaticFile)))
            return null;
        if (values.Keys.Except(["--credentials", "--endpoint", "--static", "--connections", "--rounds", "--seconds", "--requests"]).Any())
            return null;
        var options = new LoadOptions
        {
            Workloads = workloads,
            Endpoint = new(endpoint),
            Credentials = credentials is null ? null : new(credentials.AccessKeyId, credentials.SecretAccessKey),
            StaticFiles = values.TryGetValue("--static", out var files) ? new(files) : null,
        };
        return options with
        {
            Connections = Number("--connections", options.Connections),
            Rounds = Number("--rounds", options.Rounds),
            Seconds = Number("--seconds", (int)options.Seconds),
            Requests = Number("--requests", options.Requests),
        };

        int Number(string name, int otherwise) =>
            values.TryGetValue(name, out var text) ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : otherwise;
    }

    static RootCredentials ReadCredentials(string file) =>
        JsonSerializer.Deserialize<RootCredentials>(File.ReadAllBytes(file))
        ?? throw new InvalidOperationException($"{file} holds no credentials.");

    sealed record RootCredentials(string AccessKeyId, string SecretAccessKey, string Endpoint);
}
