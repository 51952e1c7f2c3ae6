using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Mantle.Cli.Client;

namespace Mantle.Cli.Imds;

/// <summary>A file with the instances that one process serves, each with the source address of its requests.</summary>
static partial class InstanceFile
{
    /// <exception cref="CommandException">It cannot be read, or says something that cannot be.</exception>
    public static IReadOnlyList<InstanceOptions> Read(string file)
    {
        List<InstanceOptions> instances;
        try
        {
            instances =
            [
                .. (JsonSerializer.Deserialize(File.ReadAllBytes(file), FileJson.Default.Contents)?.Instances ?? []).Select(Options),
            ];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"--instances: the file {file} cannot be read: {error.Message}");
        }
        catch (JsonException error)
        {
            throw new CommandException(
                $"--instances: the file {file} is not as it must be, at line {error.LineNumber + 1}: {error.Message.Split(" Path:")[0]}"
            );
        }
        foreach (var instance in instances)
            Check(file, instance);
        if (instances.GroupBy(each => IPAddress.Parse(each.Address!)).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new CommandException($"--instances: the file {file} has two instances at {twice.Key}; an address is one instance's.");
        return instances.Count > 0 ? instances : throw new CommandException($"--instances: the file {file} has no instances.");
    }

    static void Check(string file, InstanceOptions instance)
    {
        var problem =
            !IPAddress.TryParse(instance.Address, out _) ? $"address is an IP address, not '{instance.Address}'"
            : !instance.InstanceId.StartsWith("i-", StringComparison.Ordinal) ? $"instanceId begins with i-, not '{instance.InstanceId}'"
            : instance.HttpTokens is not ("required" or "optional") ? $"httpTokens is required or optional, not '{instance.HttpTokens}'"
            : instance.HopLimit is < 1 or > 64 ? $"hopLimit is 1 to 64, not {instance.HopLimit}"
            : null;
        if (problem is not null)
            throw new CommandException($"--instances: in the file {file}, {problem}.");
    }

    /// <summary>The options of an instance; what it does not say is as usual.</summary>
    static InstanceOptions Options(Row row)
    {
        var usual = new InstanceOptions { InstanceProfile = row.InstanceProfile, Address = row.Address };
        return usual with
        {
            InstanceId = row.InstanceId ?? usual.InstanceId,
            HttpTokens = row.HttpTokens ?? usual.HttpTokens,
            HopLimit = row.HopLimit ?? usual.HopLimit,
            AvailabilityZone = row.AvailabilityZone,
            InstanceType = row.InstanceType ?? usual.InstanceType,
            ImageId = row.ImageId ?? usual.ImageId,
        };
    }

    sealed record Contents(List<Row> Instances);

    sealed record Row
    {
        public required string Address { get; init; }

        public required string InstanceProfile { get; init; }

        public string? InstanceId { get; init; }

        public string? HttpTokens { get; init; }

        public int? HopLimit { get; init; }

        public string? AvailabilityZone { get; init; }

        public string? InstanceType { get; init; }

        public string? ImageId { get; init; }
    }

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip
    )]
    [JsonSerializable(typeof(Contents))]
    sealed partial class FileJson : JsonSerializerContext;
}
