using Mantle.CloudTrail.Delivery;
using Mantle.CloudTrail.Entities;
using Mantle.Core.Modules;
using Mantle.Http;
using Mantle.Wire;

namespace Mantle.CloudTrail;

/// <summary>AWS CloudTrail: event history, and trails that deliver log files and digests to buckets.</summary>
[ServiceModule("CloudTrail")]
public sealed partial class CloudTrailModule : HttpModule, IKeepsEntities
{
    /// <summary>Offers the keys of digest files to the operations.</summary>
    public CloudTrailModule(Parts parts)
        : base(parts) => parts.Add(new DigestKeys(parts));

    /// <inheritdoc/>
    public override ServiceInfo Service => Wire.CloudTrail.Operations.Service;

    /// <inheritdoc/>
    static EntityDeclarations IKeepsEntities.Entities => CloudTrailEntities.Declarations;

    /// <inheritdoc/>
    public override IEnumerable<Chore> Chores
    {
        get
        {
            var settings = Parts.Get<MantleSettings>();
            var interval = settings.TrailInterval < settings.TrailDigestInterval ? settings.TrailInterval : settings.TrailDigestInterval;
            return [new("trails", new TrailDelivery(Parts).RunAsync) { Interval = interval }];
        }
    }
}
