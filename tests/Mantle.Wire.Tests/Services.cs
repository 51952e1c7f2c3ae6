using System.Reflection;
using Mantle.Tests.Shared;

namespace Mantle.Wire;

/// <summary>The services of this repository, for tests that walk their models: those whose projects are here.</summary>
public static class Services
{
    public static IReadOnlyList<ServiceInfo> All { get; } =
    [
        .. Directory
            .EnumerateDirectories(Path.Combine(Repository.Root, "src", "Services"))
            .Select(folder => Assembly.Load(Path.GetFileName(folder)))
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.Name == "Operations" && type.Namespace?.StartsWith("Mantle.Wire.", StringComparison.Ordinal) == true)
            .Select(type => (ServiceInfo)type.GetProperty("Service")!.GetValue(null)!)
            .OrderBy(service => service.Name, StringComparer.Ordinal),
    ];

    public static ServiceInfo Iam => Wire.Iam.Operations.Service;

    public static ServiceInfo Organizations => Wire.Organizations.Operations.Service;

    public static RestService S3 => Wire.S3.Operations.Service;

    public static ServiceInfo Sts => Wire.Sts.Operations.Service;

    public static ServiceInfo? Find(string signingName) => All.SingleOrDefault(service => service.SigningName == signingName);
}
