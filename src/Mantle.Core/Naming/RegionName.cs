using System.Text.RegularExpressions;

namespace Mantle.Core.Naming;

/// <summary>
/// Names of AWS Regions (<see href="https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html"/>). The form is
/// checked: AWS opens Regions more often than Mantle is released. Geographies are a list, so that nobody can invent Regions without end.
/// </summary>
public static partial class RegionName
{
    /// <summary>The Region of global services, and of requests that name none.</summary>
    public const string Global = "us-east-1";

    /// <summary>Whether a text is the name of a Region, in AWS's own spelling.</summary>
    public static bool Is(string text) => Form().IsMatch(text);

    [GeneratedRegex(
        @"^(?:af|ap|ca|cn|eu|il|me|mx|sa|us|us-gov|us-isob?|us-isof|eu-isoe|eusc-de)-"
            + @"(?:central|east|north|northeast|northwest|south|southeast|southwest|west)-[1-9]\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Form();
}
