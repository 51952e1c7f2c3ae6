using Mantle.Core.Authorization;
using Mantle.RolesAnywhere.Entities;
using Mantle.Wire.RolesAnywhere;

namespace Mantle.RolesAnywhere.Crls;

[Operation]
static class ImportCrl
{
    public static ValueTask<string> PrepareAsync(ImportCrlRequest r, Call c, CancellationToken cancellation) =>
        new(Guid.NewGuid().ToString());

    public static Access Requires(ImportCrlRequest r, Call c, string id) => AccessTo.New<Crl>(c, Actions.ImportCrl, id, r.Tags);

    public static CrlDetailResponse Execute(ImportCrlRequest r, Change change, string id)
    {
        var (call, account) = (change.Call, change.Account);
        var anchor = ResourceArn.IdIn<TrustAnchor>(r.TrustAnchorArn, call.Region, account.Id) is { } anchorId
            ? account.FindResource<TrustAnchor>(call.Region, anchorId)
            : null;
        if (anchor is null)
            throw Errors.ValidationException($"Trust anchor {r.TrustAnchorArn} not found");
        Quota.Check<Crl>(change, Quota.CrlsPerTrustAnchor, "CRLs per trust anchor", crl => crl.TrustAnchorArn == r.TrustAnchorArn);
        var crl = new Crl
        {
            Id = id,
            Region = call.Region,
            Name = r.Name,
            Data = CrlInput.Checked(r.CrlData, anchor),
            TrustAnchorArn = r.TrustAnchorArn,
            Enabled = r.Enabled == true,
            CreateDate = change.Time,
            UpdateDate = change.Time,
            Tags = TagInput.New(r.Tags),
        };
        change.Put(crl);
        return CrlShape.Answer(call, crl);
    }
}
