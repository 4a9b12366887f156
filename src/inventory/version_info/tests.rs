use encoding_rs::SHIFT_JIS;
use proptest::prelude::*;

use super::Problem::{Binary, Empty, NoVersion, Several, TooLarge, Unreadable};
use super::*;
use crate::spelling::normalized;

/// Checks what files say: each file's text, and its version and line.
fn check(files: &[(&str, &str, usize)]) {
    let mut wrong = String::new();
    for (text, version, line) in files {
        let info = read(text.as_bytes());
        let got = info.version.as_ref().map(Version::as_str);
        if (got, info.line, info.problem) != (Some(*version), Some(*line), None) {
            wrong += &format!("{text:?}\n    says {info:?}\n    not  {version} in line {line}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// Checks what keeps files from being read: each file's text, and its problem.
fn check_problems(files: &[(&str, Problem)]) {
    let mut wrong = String::new();
    for (text, problem) in files {
        let info = read(text.as_bytes());
        if info.problem != Some(*problem) || info.version.is_some() {
            wrong += &format!("{text:?}\n    says {info:?}\n    not  {problem:?}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn a_version_alone() {
    check(&[
        ("1.0.9", "1.0.9", 1),
        ("1.0.9\r\n", "1.0.9", 1),
        ("\r\n\r\n1.0.9\r\n", "1.0.9", 3),
        ("\r\r1.0.9\r", "1.0.9", 3),
        ("10.10", "10.10", 1),
        ("362", "362", 1),
        ("1.1.1.1.2", "1.1.1.1.2", 1),
        ("v1.0.9", "1.0.9", 1),
        ("Ver.1.0.9", "1.0.9", 1),
        ("Ver1.0.9", "1.0.9", 1),
        ("１．０．９", "1.0.9", 1),
        ("Ｖｅｒ．１．０．９", "1.0.9", 1),
        ("\"1.0.9\"", "1.0.9", 1),
        ("[1.0.9]", "1.0.9", 1),
        ("「1.0.9」", "1.0.9", 1),
        ("第1.0.9版", "1.0.9", 1),
        ("  1.0.9  ", "1.0.9", 1),
        ("1.0.9\0", "1.0.9", 1),
        ("1.0.9\r\n\x1A", "1.0.9", 1),
        ("OQsComApp 1.0.9", "1.0.9", 1),
        ("OQsComApp.msi 1.0.9", "1.0.9", 1),
        ("OQsComApp=1.0.9", "1.0.9", 1),
        ("OQsComApp\t1.0.9", "1.0.9", 1),
        ("名称 バージョン\nOQsComApp 1.0.9", "1.0.9", 2),
        ("OQsComApp,1.0.9,2022/10/17", "1.0.9", 1),
        ("1.0.9 20221017", "1.0.9", 1),
        ("1.0.9 / 2022.10.17", "1.0.9", 1),
        ("Ver_1.0.9", "1.0.9", 1),
        ("===== Version 1.0.9 =====", "1.0.9", 1),
        ("-- Version 1.0.9 --", "1.0.9", 1),
        ("連携アプリケーション\n1.0.9", "1.0.9", 2),
        ("1.0.9\n2022/10/17", "1.0.9", 1),
        ("20221017\n1.0.9", "1.0.9", 2),
        ("1.0.9\n1.0.9.0", "1.0.9", 1),
        ("2022/10/17 15:30 1.0.9", "1.0.9", 1),
    ]);
}

#[test]
fn keys_and_values() {
    check(&[
        ("Version=1.0.9", "1.0.9", 1),
        ("Version=10.10", "10.10", 1),
        ("Version=362", "362", 1),
        ("Version = 1.0.9 ", "1.0.9", 1),
        ("Version: 1.0.9", "1.0.9", 1),
        ("Version 1.0.9", "1.0.9", 1),
        ("Version\t1.0.9", "1.0.9", 1),
        ("VERSION=v1.0.9", "1.0.9", 1),
        ("Version=\"1.0.9\"", "1.0.9", 1),
        ("\"Version\"=\"1.0.9\"", "1.0.9", 1),
        ("Version='1.0.9';", "1.0.9", 1),
        ("Version=Ver.1.0.9", "1.0.9", 1),
        ("Ver.：１．０．９", "1.0.9", 1),
        ("バージョン＝1.0.9", "1.0.9", 1),
        ("ﾊﾞｰｼﾞｮﾝ:1.0.9", "1.0.9", 1),
        ("版数：1.0.9", "1.0.9", 1),
        ("バージョン情報：1.0.9", "1.0.9", 1),
        ("現在のバージョン：1.0.9", "1.0.9", 1),
        ("Version No. 1.0.9", "1.0.9", 1),
        ("AppVersion=1.0.9", "1.0.9", 1),
        ("app_version: 1.0.9", "1.0.9", 1),
        ("OQsComAppVersion=1.0.9", "1.0.9", 1),
        ("連携アプリケーション バージョン 1.0.9", "1.0.9", 1),
        ("ProductVersion=1.0.9", "1.0.9", 1),
        ("File Version: 1.0.9", "1.0.9", 1),
        ("OQsComApp Version: 1.0.9", "1.0.9", 1),
        ("Version: OQsComApp 1.0.9", "1.0.9", 1),
        ("Version:\r\n1.0.9", "1.0.9", 2),
        ("Version=\nAppVersion=1.0.9", "1.0.9", 2),
        // What is called the version wins.
        ("FileVersion=1.0.9.5\nVersion=1.0.9", "1.0.9", 2),
        ("ProductVersion=1.0\nFileVersion=1.0.9.5\nバージョン=1.0.9", "1.0.9", 3),
        ("FileVersion=1.0.9.5\nAppVersion=1.0.9", "1.0.9", 2),
        ("FileVersion=1.0.9.0\nProductVersion=1.0.9", "1.0.9.0", 1),
        ("1.0.8\nVersion=1.0.9", "1.0.9", 2),
    ]);
}

#[test]
fn numbers_of_other_things_are_not_the_version() {
    check(&[
        ("Date=2022/10/17\nVersion=1.0.9", "1.0.9", 2),
        ("ReleaseDate=20221017\nVersion=1.0.9\nBuild=19045", "1.0.9", 2),
        ("Version=1.0.9\nWindowsVersion=10.0.19045\nOSVersion=10.0", "1.0.9", 1),
        ("EdgeVersion=120.0.2210.91\nMinVersion=1.0.5\nSchemaVersion=2\nVersion=1.0.9", "1.0.9", 4),
        ("旧バージョン=1.0.8\nPreviousVersion=1.0.7\nバージョン=1.0.9", "1.0.9", 3),
        ("Windows 10 Version 22H2\nOQsComApp Version 1.0.9", "1.0.9", 2),
        ("Size=4.56MB\nVersion=1.0.9", "1.0.9", 2),
        ("Copyright (C) 2021\nVersion=1.0.9", "1.0.9", 2),
        ("Path=C:\\Program Files\\OQS\\1.0.8\nVersion=1.0.9", "1.0.9", 2),
        ("File=OQsComApp_1.0.8.msi\nVersion=1.0.9", "1.0.9", 2),
        ("Version=1.0.9 (2022/10/17)", "1.0.9", 1),
        ("Version=1.0.9 2022/10/17 15:30:12", "1.0.9", 1),
        ("Version=1.0.9 build 19045", "1.0.9", 1),
        ("Version=1.0.9 (build 10.0.19045)", "1.0.9", 1),
        ("Version=1.0.9; Windows 10.0.19045", "1.0.9", 1),
        ("Version=1.0.9 ; 前は1.0.8", "1.0.9", 1),
        ("Version=1.0.9 # old: 1.0.8", "1.0.9", 1),
        ("Version=1.0.9, Date=2022/10/17", "1.0.9", 1),
        ("Date=2022/10/17,Version=1.0.9", "1.0.9", 1),
        ("Date=2022/10/17 Version=1.0.9", "1.0.9", 1),
        ("Name=OQsComApp;OS=Windows 10;Version=1.0.9", "1.0.9", 1),
        ("Version=1.0.9 Date=2022/10/17", "1.0.9", 1),
        ("Name=OQsComApp Version=1.0.9", "1.0.9", 1),
        ("OQsComApp build 20221017 version 1.0.9", "1.0.9", 1),
        ("Version: 1.0.9 on Windows 10.0.19045", "1.0.9", 1),
        ("Version 1.0.9 (Windows 10.0.19045)", "1.0.9", 1),
        ("Windows:10.0.19045, Version:1.0.9", "1.0.9", 1),
        ("OS: Windows 10 Version 22H2 (OS Build 19045.3693)\nVersion=1.0.9", "1.0.9", 2),
        ("Latest Version=1.0.10\nVersion=1.0.9", "1.0.9", 2),
        ("Server=192.168.220.1\nVersion=1.0.9", "1.0.9", 2),
    ]);
    check_problems(&[
        ("WindowsVersion=10.0.19045", NoVersion),
        ("OSVersion=10.0", NoVersion),
        ("OS Version: 10.0", NoVersion),
        ("OS Version:\n10.0", NoVersion),
        ("EdgeVersion=120.0", NoVersion),
        ("Microsoft Edge Version 120.0.2210.91", NoVersion),
        ("Microsoft Windows [Version 10.0.19045.3693]", NoVersion),
        ("MinVersion=1.0.5", NoVersion),
        ("SchemaVersion=2", NoVersion),
        ("PreviousVersion=1.0.8", NoVersion),
        ("旧バージョン：1.0.8", NoVersion),
        ("最新バージョン：1.0.10", NoVersion),
        ("Installer Version 3.2", NoVersion),
        ("MsiVersion=5.0", NoVersion),
        ("VersionDate=221017", NoVersion),
        ("DateVersion=3", NoVersion),
        ("VersionCode=109", NoVersion),
        ("Version build 19045", NoVersion),
        ("Build=1.0.9", NoVersion),
        ("Size: 4.56", NoVersion),
        ("2022/10/17", NoVersion),
        ("Copyright 2021", NoVersion),
        ("OQsComApp_1.0.9.msi", NoVersion),
        ("C:\\OQS\\1.0.9\\Version.info", NoVersion),
        ("Requires version 1.0.9", NoVersion),
        ("Update Version=1.0.10", NoVersion),
        ("Comment: see Version 1.0.8", NoVersion),
        ("Major=1\nMinor=0\nRevision=9", NoVersion),
        ("前回バージョン：1.0.8 バージョン：1.0.9", NoVersion),
        ("Name=Edge, OS Version=10.0", NoVersion),
        ("Version=10.0.19045", Unreadable),
        ("10.0.19045.3693", Unreadable),
        ("Version=2022.10.17", Unreadable),
        ("Version=20221017", Unreadable),
        ("Version=2022/10/17", Unreadable),
        ("Version=22.10.17", Unreadable),
    ]);
}

#[test]
fn sentences() {
    check(&[
        ("バージョンは1.0.9です", "1.0.9", 1),
        ("バージョンは 1.0.9 です。", "1.0.9", 1),
        ("本アプリケーションのバージョンは１．０．９です。", "1.0.9", 1),
        (
            "連携アプリケーションのバージョンは1.0.9です。\r\n更新日は2022年10月17日です。",
            "1.0.9",
            1,
        ),
        ("連携アプリケーションです。バージョンは1.0.9です。", "1.0.9", 1),
        ("現在インストールされているバージョンは「1.0.9」です。", "1.0.9", 1),
        ("バージョン1.0.9がインストールされています。", "1.0.9", 1),
        ("OQsComApp Version 1.0.9 (build 20221017)", "1.0.9", 1),
        ("OQsComApp Ver1.0.9", "1.0.9", 1),
        ("OQsFaceApp（顔認証）Ver.1.0.6", "1.0.6", 1),
        ("OQsComApp (x64) Version 1.0.9 for Windows 10", "1.0.9", 1),
        ("The version is 1.0.9", "1.0.9", 1),
        ("The version is 1.0.9.", "1.0.9", 1),
        ("This is OQsComApp. The version is 1.0.9.", "1.0.9", 1),
        ("Version 1.0.9 is installed.", "1.0.9", 1),
        ("このアプリケーションのバージョンは1.0.9になっています。", "1.0.9", 1),
        ("バージョンは1.0.9、ビルドは19045です。", "1.0.9", 1),
        ("バージョン番号は1.0.9です。ビルド番号は19045です。", "1.0.9", 1),
        ("Ver 1.0.9 2022年10月17日 作成", "1.0.9", 1),
        ("OQsComApp, version 1.0.9, built on 2022-10-17", "1.0.9", 1),
        ("Version 1.0.9, build 5", "1.0.9", 1),
        ("Version 1.0.9 Copyright (C) 2021", "1.0.9", 1),
    ]);
    check_problems(&[
        ("Windowsの情報です。バージョンは10.0です。", NoVersion),
        ("バージョンは1.0.9ではありません", Unreadable),
        ("バージョン1.0.9以上が必要です", Unreadable),
        ("バージョン1.0.8から1.0.9に更新しました", Unreadable),
        ("Version 1.0.9 or later", Unreadable),
        ("Version 1.0.9 is required", Unreadable),
        ("Version 1.0.9 was removed", Unreadable),
        ("Version 1.0.9 (beta)", Unreadable),
        ("Version 1.0.9（旧）", Unreadable),
    ]);
}

#[test]
fn sections_and_comments() {
    check(&[
        ("[OQsComApp]\nVersion=1.0.9", "1.0.9", 2),
        ("[General]\r\nVersion=1.0.9\r\n[Windows]\r\nVersion=10.0\r\n", "1.0.9", 2),
        ("[OSInfo]\nVersion=10.0\n\n[Version]\nVersion=1.0.9", "1.0.9", 5),
        ("[前回]\nバージョン=1.0.8\n[今回]\nバージョン=1.0.9", "1.0.9", 4),
        ("[Version]\n1.0.9", "1.0.9", 2),
        ("Name=OQsComApp for Windows\nVersion=1.0.9", "1.0.9", 2),
        ("os:\n  version: 10.0\nversion: 1.0.9", "1.0.9", 3),
        ("os:\n  name: Windows\n  version: 10.0\napp:\n  version: 1.0.9", "1.0.9", 5),
        ("Windows\nVersion: 10.0\n\nOQsComApp\nVersion: 1.0.9", "1.0.9", 5),
        ("OQS for clinics\nVersion 1.0.9", "1.0.9", 2),
        ("Version:\n\n1.0.9", "1.0.9", 3),
        ("# Version=1.0.8\n; Version=1.0.7\n// Version=1.0.6\nVersion=1.0.9", "1.0.9", 4),
        ("<!-- 1.0.8\n-->\nVersion=1.0.9", "1.0.9", 3),
    ]);
    check_problems(&[
        ("[Edge]\nVersion=120.0", NoVersion),
        ("[Windows 10]\nVersion=10.0", NoVersion),
        ("Name=Microsoft Edge\nVersion=120.0", NoVersion),
        ("Name=Windows\nVersion=10.0", NoVersion),
        ("[OQsComApp OS Version]\n10.0", NoVersion),
        ("# Version=1.0.9", NoVersion),
        ("Windows\nVersion=10.0", NoVersion),
        ("Windows\nName=x\nVersion=10.0", NoVersion),
        ("Engine\n5.1", NoVersion),
        ("[OQsComApp]\nVersion=1.0.9\n[OQsDistroApp]\nVersion=1.0.6", Several),
    ]);
}

#[test]
fn markup() {
    check(&[
        ("<Version>1.0.9</Version>", "1.0.9", 1),
        ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Version>1.0.9</Version>", "1.0.9", 2),
        ("<app name=\"OQsComApp\" version=\"1.0.9\" date='2022-10-17'/>", "1.0.9", 1),
        (
            "<info>\r\n  <os><version>10.0</version></os>\r\n  <version>\r\n1.0.9\r\n</version></info>",
            "1.0.9",
            4,
        ),
        ("<add key=\"Version\" value=\"1.0.9\"/>", "1.0.9", 1),
        ("<Version value='1.0.9' />", "1.0.9", 1),
        (
            "<apps><app name='Edge' version='120.0'/><app name='OQsComApp' version='1.0.9'/></apps>",
            "1.0.9",
            1,
        ),
        ("{\"version\":\"1.0.9\"}", "1.0.9", 1),
        ("[\n{\"version\":\"1.0.9\"}]", "1.0.9", 2),
        (
            "{\n  \"name\": \"OQsComApp\",\n  \"os\": {\"version\": \"10.0\"},\n  \"version\": \"1.0.9\",\n}",
            "1.0.9",
            4,
        ),
        (
            "{\"\\u30d0\\u30fc\\u30b8\\u30e7\\u30f3\": \"1.0.9\", \"date\": \"2022-10-17\"}",
            "1.0.9",
            1,
        ),
        ("{ version: 1.0.9, build: 5 }", "1.0.9", 1),
        ("{\"version\": 362}", "362", 1),
        ("{\"version\": {\"value\": \"1.0.9\"}}", "1.0.9", 1),
        (
            "{\"apps\": [{\"name\": \"Edge\", \"version\": \"120.0\"}, {\"name\": \"OQS\", \"version\": \"1.0.9\"}]}",
            "1.0.9",
            1,
        ),
    ]);
    check_problems(&[
        ("<?xml version=\"1.0\"?>", NoVersion),
        ("<supportedRuntime version=\"v4.0\"/>", NoVersion),
        ("<Version><Major>1</Major><Minor>0</Minor></Version>", NoVersion),
        ("<!-- <Version>1.0.9</Version> -->", NoVersion),
        ("{\"os\":{\"version\":\"10.0\"}}", NoVersion),
        ("{\"schemaVersion\": 2}", NoVersion),
        // A program that writes numbers would have dropped the zero of 10.10.
        ("{\"version\": 10.1}", Unreadable),
        ("<v>1.0.9a</v>", Unreadable),
        ("{\"version\": \"1.0.8\", \"バージョン\": \"1.0.9\"}", Several),
    ]);
}

#[test]
fn what_is_not_certain_is_no_version() {
    check_problems(&[
        ("", Empty),
        (" \r\n\u{FEFF}\0", Empty),
        ("\u{FEFF}", Empty),
        ("Version=", NoVersion),
        ("準備中", NoVersion),
        ("ABC", NoVersion),
        ("1.0.9a", Unreadable),
        ("Version=1.0.9a", Unreadable),
        ("Version=1,0,9", Unreadable),
        ("Version=1, 0, 9, 0", Unreadable),
        ("Version=1..2", Unreadable),
        ("Version=1.0.9.", Unreadable),
        ("Version=.1.0.9", Unreadable),
        ("Version=-1.0.9", Unreadable),
        ("Version=1.0.9-beta", Unreadable),
        ("Version=1.0.9 beta", Unreadable),
        ("Version=1.0.9 beta: yes", Unreadable),
        ("Version=1.0.9 Release 2", Unreadable),
        ("Version=1.0.9 Rev.2", Unreadable),
        ("Version=1.0.9 - 1.0.10", Unreadable),
        ("Version1=1.0.9", Unreadable),
        ("Version 2 = 1.0.9", Unreadable),
        ("バージョン：1.0.9 前回バージョン：1.0.8", Unreadable),
        ("Version=1.0.9-1", Unreadable),
        ("Version=V1.0.9L10", Unreadable),
        ("Version=l.0.9", Unreadable),
        ("Version=1.0.九", Unreadable),
        ("Version=1.0.9²", Unreadable),
        ("Version=1.0.⑨", Unreadable),
        ("Version=1.0.\u{200B}9", Unreadable),
        ("Version=1.0.99999999999999999999", Unreadable),
        ("Version=unknown", Unreadable),
        ("Version=1.0.9～1.0.10", Unreadable),
        ("Version=1.0.8→1.0.9", Unreadable),
        ("Version=1.0.9 1.0.10", Unreadable),
        ("Version=1.0.9; 1.0.10", Unreadable),
        ("Version=1.0.9,1.0.10", Unreadable),
        ("Version=1.0.9a\nFileVersion=1.0.9", Unreadable),
        ("Version>=1.0.9", NoVersion),
        ("~1.0.9", NoVersion),
        ("1.0.9\n1.0.10", Several),
        ("Version=1.0.9\nバージョン=1.0.10", Several),
        ("FileVersion=1.0.9.5\nProductVersion=1.0.9", Several),
        ("MZ\u{1}\0\0Version=1.0.9", Binary),
    ]);
    let large = "Version=1.0.9\n".repeat(1_001);
    assert_eq!(read(large.as_bytes()).problem, Some(TooLarge));
    assert_eq!(read(&vec![b' '; LIMIT + 1]).problem, Some(TooLarge));
}

#[test]
fn raw_texts_tell_what_was_read() {
    let raw = |text: &str| read(text.as_bytes()).raw;
    assert_eq!(raw("Date: 2022/10/17\nVersion = 1.0.9 (a)"), "Version = 1.0.9 (a)");
    assert_eq!(
        raw("{\"name\": \"a\", \"version\": \"1.0.9a\"}"),
        "{\"name\": \"a\", \"version\": \"1.0.9a\"}"
    );
    assert_eq!(raw("Version=1.0.9\nVer=1.0.10"), "Version=1.0.9 / Ver=1.0.10");
    assert_eq!(raw("準備中\r\n 未定"), "準備中 未定");
    assert_eq!(raw("a\0b"), "a\u{FFFD}b");
    assert_eq!(raw(&"長い".repeat(1_000)).chars().count(), RAW);
    assert_eq!(read(b"\nVersion=1.0.9a").line, Some(2));
}

/// A text in every encoding that terminals write.
fn encodings(text: &str) -> Vec<Vec<u8>> {
    let wide = |mark: bool, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        let mark = mark.then_some(0xFEFF);
        mark.into_iter().chain(text.encode_utf16()).flat_map(bytes).collect()
    };
    let mut all = vec![
        text.into(),
        format!("\u{FEFF}{text}").into(),
        SHIFT_JIS.encode(text).0.into_owned(),
        wide(true, u16::to_le_bytes),
        wide(true, u16::to_be_bytes),
    ];
    if text.is_ascii() {
        all.extend([wide(false, u16::to_le_bytes), wide(false, u16::to_be_bytes)]);
    }
    all
}

#[test]
fn every_encoding_is_read() {
    let texts = [
        "1.0.9",
        "Version=1.0.9",
        "バージョンは1.0.9です",
        "ﾊﾞｰｼﾞｮﾝ=1.0.9",
        "版数 １．０．９",
        "連携アプリケーション\nバージョン：1.0.9\n更新日：令和4年10月17日\n",
        "会社名=株式会社アルメックス\nVersion=1.0.9",
    ];
    for text in texts {
        for end in ["", "\0", "\x1A", "\r\n\x1A", "\0\0"] {
            for text in [text.to_owned(), text.replace('\n', "\r\n"), text.replace('\n', "\r")] {
                for bytes in encodings(&format!("{text}{end}")) {
                    let info = read(&bytes);
                    let version = info.version.as_ref().map(Version::as_str);
                    assert_eq!(version, Some("1.0.9"), "{text:?}{end:?} {bytes:x?} {info:?}");
                }
            }
        }
    }
    assert_eq!(read(b"\xFF\xFE1").problem, Some(Problem::Binary));
    // One byte alone behind UTF-16.
    for end in [b'\0', b'\x1A'] {
        let mut bytes = encodings("Version=1.0.9")[3].clone();
        bytes.push(end);
        assert!(read(&bytes).version.is_some());
    }
}

/// Something that a file could be made of.
fn piece() -> impl Strategy<Value = String> {
    let words = "Version ver バージョン OS 旧 File App = : 1.0.9 10.0 362 2022/10/17 です は [ ] < > / </ { } \" ' , ; # ( ) 。 build \
                 OQsComApp value name <!-- --> \\ ① ² → v . - １";
    let blank = [" ", "\n", "\r", "\r\n", "\t", "\0", "\u{FEFF}"];
    let words = prop::sample::select(words.split(' ').chain(blank).collect::<Vec<_>>());
    prop_oneof![4 => words.prop_map(str::to_owned), 1 => ".{0,3}"]
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let info = read(&bytes);
        prop_assert_eq!(info.version.is_none(), info.problem.is_some());
    }

    #[test]
    fn what_is_read_stands_in_the_text(pieces in prop::collection::vec(piece(), 0..24)) {
        let text = pieces.concat();
        for bytes in encodings(&text) {
            let info = read(&bytes);
            prop_assert_eq!(info.version.is_none(), info.problem.is_some());
            prop_assert!(info.raw.chars().count() <= RAW);
            if let Some(version) = info.version {
                prop_assert!(normalized(&info.raw).contains(version.as_str()), "{:?}: {}", info.raw, version);
                let breaks = text.replace("\r\n", "\n").matches(['\r', '\n']).count();
                prop_assert!((1..=breaks + 1).contains(&info.line.unwrap_or_default()));
            }
        }
    }
}
