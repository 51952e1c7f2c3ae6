namespace Mantle.CloudTrail.Trails;

/// <summary>The kind of names by which the delivery finds the trails of all accounts.</summary>
static class TrailNames
{
    /// <summary>ARNs of trails.</summary>
    public const string Kind = "trail";
}
