using Mantle.Core.Naming;

namespace Mantle.Organizations.Policies;

/// <summary>The rules that several policy types share.</summary>
static class SchemaRules
{
    public static readonly PolicyRule Flag = OneOf("true", "false"),
        Switch = OneOf("enabled", "disabled"),
        Days = Number(1, long.MaxValue);

    public static readonly PolicyRule Regions = new ValueList(text => text == "ALL_SUPPORTED" || IsRegion(text));

    public static readonly PolicyRule InRegions = new Fields(new() { ["enable_in_regions"] = Regions, ["disable_in_regions"] = Regions })
    {
        Required = ["enable_in_regions", "disable_in_regions"],
    };

    public static SingleValue OneOf(params string[] values) => new(text => Array.IndexOf(values, text) >= 0);

    public static SingleValue Number(long least, long most) =>
        new(text =>
            long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
        );

    public static bool IsRegion(string text) => RegionName.Is(text);

    public static bool IsTagKey(string text) => text.Length is > 0 and <= 128;
}
