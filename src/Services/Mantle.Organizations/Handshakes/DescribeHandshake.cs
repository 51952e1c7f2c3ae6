using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Handshakes;

[Operation]
static class DescribeHandshake
{
    public static ValueTask<HandshakeReference> PrepareAsync(DescribeHandshakeRequest r, Call c, CancellationToken cancellation) =>
        HandshakeReference.ReadAsync(c, r.HandshakeId);

    public static Access Requires(DescribeHandshakeRequest r, Call c) =>
        HandshakeReference.Access(c, Actions.DescribeHandshake, r.HandshakeId);

    public static DescribeHandshakeResponse Execute(DescribeHandshakeRequest r, Call c, HandshakeReference reference)
    {
        var organization = reference.OrganizationId is { } id ? c.View.FindOrganization(id) : null;
        return new() { Handshake = HandshakeAnswers.Of(organization!, reference.Find(organization, c), c.Time) };
    }
}
