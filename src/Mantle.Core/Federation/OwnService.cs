namespace Mantle.Core.Federation;

/// <summary>A service of this server that works for a resource of the account, such as CloudTrail writing to a bucket for a trail.</summary>
public sealed record OwnService : ServiceIdentity
{
    OwnService(string name, string sourceArn) => (Name, SourceArn) = (name, sourceArn);

    public override string Name { get; }

    public override string SourceArn { get; }

    /// <param name="name">The service principal, such as <c>cloudtrail.amazonaws.com</c>.</param>
    /// <param name="sourceArn">ARN of the resource.</param>
    public static OwnService Of(string name, string sourceArn) =>
        new(name, sourceArn)
        {
            ProviderArn = name,
            Subject = sourceArn,
            Keys = [],
            SessionKeys = [],
            Attributes = new SessionAttributes(),
        };
}
