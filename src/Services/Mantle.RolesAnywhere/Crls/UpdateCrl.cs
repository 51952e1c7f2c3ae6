using Mantle.Core.Authorization;
using Mantle.RolesAnywhere.Entities;
using Mantle.Wire.RolesAnywhere;

namespace Mantle.RolesAnywhere.Crls;

[Operation]
static class UpdateCrl
{
    public static Access Requires(UpdateCrlRequest r, Call c) => AccessTo.One<Crl>(c, Actions.UpdateCrl, r.CrlId);

    public static CrlDetailResponse Execute(UpdateCrlRequest r, Change change)
    {
        var (call, account) = (change.Call, change.Account);
        var crl = Existing.Crl(call, account, r.CrlId);
        crl = crl with
        {
            Name = r.Name ?? crl.Name,
            Data = r.CrlData is { } data ? CrlInput.Checked(data, AnchorOf(call, account, crl)) : crl.Data,
            UpdateDate = change.Time,
        };
        change.Put(crl);
        return CrlShape.Answer(call, crl);
    }

    static TrustAnchor AnchorOf(Call call, Core.Accounts.Account account, Crl crl) =>
        account.FindResource<TrustAnchor>(call.Region, crl.TrustAnchorArn[(crl.TrustAnchorArn.LastIndexOf('/') + 1)..])
        ?? throw Errors.ValidationException($"Trust anchor {crl.TrustAnchorArn} not found");
}
