using System.Globalization;
using System.Text;

namespace Mantle.Wire;

/// <summary>The text of docs/coverage.md: every operation of every service, and whether it is implemented.</summary>
public static class CoverageTable
{
    /// <summary>Writes the page.</summary>
    public static string Write(IReadOnlyList<ServiceInfo> services, Func<OperationInfo, bool> isImplemented)
    {
        var page = new StringBuilder();
        page.Append("# Coverage\n\nGenerated from the service models and the operations' classes. ");
        page.Append("What is not implemented answers a clear error.\n\n");
        page.Append("| service | implemented | of |\n| --- | ---: | ---: |\n");
        foreach (var service in services)
        {
            var (done, all) = (service.Operations.Count(isImplemented), service.Operations.Count());
            page.Append(CultureInfo.InvariantCulture, $"| [{service.Title}](#{Anchor(service.Title)}) | {done} | {all} |\n");
        }
        foreach (var service in services)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {service.Title}\n\n| operation | |\n| --- | --- |\n");
            foreach (var operation in service.Operations)
                page.Append(CultureInfo.InvariantCulture, $"| {operation.Name} | {(isImplemented(operation) ? "yes" : "")} |\n");
        }
        return page.ToString();
    }

    static string Anchor(string title) => title.ToLowerInvariant().Replace(' ', '-');
}
