//! The codes of countries, two letters and three (ISO 3166-1).

/// The code of two letters, then that of three.
const CODES: &str = "\
    ADAND AEARE AFAFG AGATG AIAIA ALALB AMARM AOAGO AQATA ARARG ASASM ATAUT AUAUS AWABW AXALA AZAZE BABIH BBBRB \
    BDBGD BEBEL BFBFA BGBGR BHBHR BIBDI BJBEN BLBLM BMBMU BNBRN BOBOL BQBES BRBRA BSBHS BTBTN BVBVT BWBWA BYBLR \
    BZBLZ CACAN CCCCK CDCOD CFCAF CGCOG CHCHE CICIV CKCOK CLCHL CMCMR CNCHN COCOL CRCRI CUCUB CVCPV CWCUW CXCXR \
    CYCYP CZCZE DEDEU DJDJI DKDNK DMDMA DODOM DZDZA ECECU EEEST EGEGY EHESH ERERI ESESP ETETH FIFIN FJFJI FKFLK \
    FMFSM FOFRO FRFRA GAGAB GBGBR GDGRD GEGEO GFGUF GGGGY GHGHA GIGIB GLGRL GMGMB GNGIN GPGLP GQGNQ GRGRC GSSGS \
    GTGTM GUGUM GWGNB GYGUY HKHKG HMHMD HNHND HRHRV HTHTI HUHUN IDIDN IEIRL ILISR IMIMN ININD IOIOT IQIRQ IRIRN \
    ISISL ITITA JEJEY JMJAM JOJOR JPJPN KEKEN KGKGZ KHKHM KIKIR KMCOM KNKNA KPPRK KRKOR KWKWT KYCYM KZKAZ LALAO \
    LBLBN LCLCA LILIE LKLKA LRLBR LSLSO LTLTU LULUX LVLVA LYLBY MAMAR MCMCO MDMDA MEMNE MFMAF MGMDG MHMHL MKMKD \
    MLMLI MMMMR MNMNG MOMAC MPMNP MQMTQ MRMRT MSMSR MTMLT MUMUS MVMDV MWMWI MXMEX MYMYS MZMOZ NANAM NCNCL NENER \
    NFNFK NGNGA NINIC NLNLD NONOR NPNPL NRNRU NUNIU NZNZL OMOMN PAPAN PEPER PFPYF PGPNG PHPHL PKPAK PLPOL PMSPM \
    PNPCN PRPRI PSPSE PTPRT PWPLW PYPRY QAQAT REREU ROROU RSSRB RURUS RWRWA SASAU SBSLB SCSYC SDSDN SESWE SGSGP \
    SHSHN SISVN SJSJM SKSVK SLSLE SMSMR SNSEN SOSOM SRSUR SSSSD STSTP SVSLV SXSXM SYSYR SZSWZ TCTCA TDTCD TFATF \
    TGTGO THTHA TJTJK TKTKL TLTLS TMTKM TNTUN TOTON TRTUR TTTTO TVTUV TWTWN TZTZA UAUKR UGUGA UMUMI USUSA UYURY \
    UZUZB VAVAT VCVCT VEVEN VGVGB VIVIR VNVNM VUVUT WFWLF WSWSM YEYEM YTMYT ZAZAF ZMZMB ZWZWE";

/// What countries are called beside the names that files have, in lower case.
const COMMON: [(&str, &str); 29] = [
    ("america", "USA"),
    ("bolivia", "BOL"),
    ("britain", "GBR"),
    ("burma", "MMR"),
    ("cape verde", "CPV"),
    ("czech republic", "CZE"),
    ("czechia", "CZE"),
    ("côte d'ivoire", "CIV"),
    ("dr congo", "COD"),
    ("eswatini", "SWZ"),
    ("great britain", "GBR"),
    ("holland", "NLD"),
    ("iran", "IRN"),
    ("ivory coast", "CIV"),
    ("laos", "LAO"),
    ("macedonia", "MKD"),
    ("north korea", "PRK"),
    ("north macedonia", "MKD"),
    ("republic of korea", "KOR"),
    ("russia", "RUS"),
    ("south korea", "KOR"),
    ("swaziland", "SWZ"),
    ("syria", "SYR"),
    ("taiwan", "TWN"),
    ("tanzania", "TZA"),
    ("turkey", "TUR"),
    ("türkiye", "TUR"),
    ("uk", "GBR"),
    ("venezuela", "VEN"),
];

fn pairs() -> impl Iterator<Item = (&'static str, &'static str)> {
    CODES.split_whitespace().filter_map(|codes| codes.split_at_checked(2))
}

/// The code of three letters that goes with one of two.
pub(crate) fn three_letters(code: &str) -> Option<&'static str> {
    pairs().find(|(two, _)| two.eq_ignore_ascii_case(code)).map(|(_, three)| three)
}

/// The code of three letters of a country by one of its common names.
pub(crate) fn by_common_name(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    COMMON.iter().find(|(common, _)| *common == name).map(|(_, three)| *three)
}

/// The code of two letters that goes with one of three.
pub(crate) fn two_letters(code: &str) -> Option<&'static str> {
    pairs().find(|(_, three)| *three == code).map(|(two, _)| two)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{COMMON, by_common_name, pairs, three_letters, two_letters};

    #[test]
    fn common_names_are_of_countries() {
        assert!(COMMON.is_sorted());
        assert!(COMMON.iter().all(|(name, three)| name.to_lowercase() == *name && two_letters(three).is_some()));
        assert_eq!(["Turkey", "south korea", "Atlantis"].map(by_common_name), [Some("TUR"), Some("KOR"), None]);
    }

    #[test]
    fn each_code_of_one_kind_has_one_of_the_other() {
        let (two, three): (BTreeSet<_>, BTreeSet<_>) = pairs().unzip();
        assert_eq!((two.len(), three.len(), pairs().count()), (249, 249, 249));
        assert!(two.iter().all(|code| code.len() == 2) && three.iter().all(|code| code.len() == 3));
        // Those that are not the first two letters of the three.
        for (short, long) in [("HU", "HUN"), ("DK", "DNK"), ("CH", "CHE"), ("UA", "UKR"), ("SE", "SWE"), ("GB", "GBR"), ("TR", "TUR")] {
            assert_eq!((three_letters(short), two_letters(long)), (Some(long), Some(short)));
        }
        assert_eq!((three_letters("hu"), three_letters("ZZ"), two_letters("HU")), (Some("HUN"), None, None));
    }
}
